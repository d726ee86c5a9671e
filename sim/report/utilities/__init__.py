"""What a report says of gas and water mains, and of pumps on flooded roads 市政管网与排涝."""
