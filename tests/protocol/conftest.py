from hypothesis import settings

# A shared machine may pause any example: time is measured by `make bench`, not by these tests.
settings.register_profile("keystow", deadline=None)
settings.load_profile("keystow")
