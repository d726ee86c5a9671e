"""Gases and smoke in the wind 烟气扩散: plumes, and releases of poisonous gas."""
