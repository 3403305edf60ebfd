from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0012_the_editors_comment_is_one_of_them")]

    operations = [migrations.RemoveField(model_name="draft", name="comment")]
