"""Who led the district when its operations centre was lost, in the report and on the terminal."""
