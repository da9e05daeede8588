"""The full-screen app: all the Textual in the project. A thin face over the pages."""
