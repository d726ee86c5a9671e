"""Control measures 禁停撤疏: who orders them, who carries them out, and what they keep from happening."""
