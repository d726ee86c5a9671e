"""Networks: the road graph, routers over it, and travel times as agents and policies ask for them."""
