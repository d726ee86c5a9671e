"""Who acts: units, stations, the dispatch centre; and what they act on: incidents and the roads as they are."""
