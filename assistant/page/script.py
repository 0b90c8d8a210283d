"""What Streamlit runs for every act of a visitor. It only calls the page: a script is no place for code."""

from assistant.page.views import show
from assistant.shared import shared

show(shared)
