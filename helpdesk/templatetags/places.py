from django import template

from helpdesk import places

register = template.Library()
register.filter("country", places.country)
register.filter("province", places.province)
