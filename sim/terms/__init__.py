"""Words everyone shares: units, identifiers, enumerations with their Chinese names, exceptions."""
