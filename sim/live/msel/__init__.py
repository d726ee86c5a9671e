"""The script of an exercise 导调脚本 (MSEL): its lines, and when they are played.

A line is told to a post by a bearer, so that it may come late or never; it may break something as well.
"""
