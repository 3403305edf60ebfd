from django.db import models

# Turkish words change their ends: five letters find what a lemmatiser would.
WORD_LENGTH = 5


class TicketWord(models.Model):
    """The beginning of a word of a ticket's subject or organisation, folded: what the desk's search looks up."""

    ticket = models.ForeignKey("Ticket", models.CASCADE, related_name="words", db_index=False)
    word = models.CharField(max_length=WORD_LENGTH)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ticket", "word"], name="a_word_of_a_ticket_once")]
        indexes = [models.Index(fields=["word", "ticket"], name="tickets_with_a_word")]

    def __str__(self) -> str:
        return self.word
