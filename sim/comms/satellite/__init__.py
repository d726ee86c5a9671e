"""Satellite bearers 卫星通信: what geometry, rain, batteries and busy beams let through."""
