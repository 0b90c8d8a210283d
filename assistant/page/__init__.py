"""The browser door: the chat page, drawn with Streamlit. It asks the one Assistant and shows what it says."""
