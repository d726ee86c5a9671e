"""A scenario from a map: roads, places, stations and hospitals of an OpenStreetMap extract 由地图生成想定.

`sim.district.build` puts it together; `sim.district.osm` alone knows the format of the extract.
"""
