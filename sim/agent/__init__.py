"""Who acts: units, stations, the dispatch centre; and on what: incidents and the roads as they are."""
