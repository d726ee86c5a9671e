"""Rivers that rise upstream, and those who are told of them 流域联防联控."""
