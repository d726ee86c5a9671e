"""Gas and water mains, and pumps on flooded roads, as they truly are 市政管网与排涝."""
