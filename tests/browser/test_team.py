"""Two experts on one ticket: they see each other, mention each other, and one reads the other's answer first."""

import pytest
from playwright.sync_api import expect

from helpdesk.models import Following
from tests.factories import ask, knows

from .test_journey import sign_in

pytestmark = pytest.mark.django_db(transaction=True)


def test_colleagues_see_mention_and_ask_each_other_without_losing_a_word(open_page, topic, expert, second_expert):
    knows(expert, topic)
    ticket = ask(topic)
    mert, elif_ = open_page(), open_page()
    sign_in(mert, "mert")
    mert.goto(ticket.get_absolute_url())
    with mert.expect_response(
        lambda response: "/presence/" in response.url and "writing=1" in response.request.post_data
    ):
        mert.locator("#composer [name=body]").press_sequentially("Bir")
    sign_in(elif_, "elif")
    elif_.goto(ticket.get_absolute_url())
    expect(elif_.locator("#present")).to_contain_text("Mert yazıyor")

    body = elif_.locator("#composer [name=body]")
    body.press_sequentially("Emsal için @me")
    expect(elif_.locator("#mentions [role=option]")).to_have_text(["@mert Mert"])
    elif_.keyboard.press("Enter")
    expect(body).to_have_value("Emsal için @mert ")
    elif_.locator("#composer button[name=note]").click()
    expect(elif_.locator(".message-note")).to_contain_text("Emsal için @mert")
    expect(elif_.locator("#team")).to_contain_text("Takip eden: Mert")

    body.fill("Üç yılda bir.")
    elif_.locator(".ask-colleague > button").click()
    elif_.locator("#ask-colleague select").select_option(label="Mert")
    elif_.locator("#ask-colleague button").click()
    expect(elif_.locator("#ask-colleague [role=status]")).to_contain_text("Görüşü istendi: Mert")
    expect(elif_.locator("#team")).to_contain_text("Henüz yanıtlanmadı")
    expect(body).to_have_value("Üç yılda bir.")
    mert.locator("#composer [name=body]").fill("")
    mert.goto("/desk/opinions/")
    mert.get_by_role("link", name=ticket.subject).click()
    mert.get_by_label("Bu hâliyle uygun").check()
    mert.locator("main form button").last.click()
    expect(mert.locator(".messages")).to_contain_text("Elif")

    elif_.reload()
    expect(elif_.locator("#team")).to_contain_text("Bu hâliyle uygun")
    assert Following.objects.get().user == second_expert
