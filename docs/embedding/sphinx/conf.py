project = "A course"
html_js_files = [("https://your.host/embed.js", {"async": "async"})]
