from django.db import models


class SeedState(models.Model):
    """Which state of the FAQ's files was last loaded, so that a start that changes nothing takes no time."""

    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.digest
