"""What every test shares: one Hypothesis profile, so that a failure is a failure for everybody."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "sanduan",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("sanduan")
