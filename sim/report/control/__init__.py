"""The part of the report on control measures 禁停撤疏."""
