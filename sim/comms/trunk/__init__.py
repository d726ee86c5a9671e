"""Trunked radio 集群: who gets a traffic slot, when, and what is left of it when parts fail."""
