"""How the web is served: threads, because pages wait for SQL; two processes, for Python has its lock."""

import os

host, port = os.environ.get("HOST") or "127.0.0.1", os.environ.get("PORT") or "5000"

bind = f"{host}:{port}"
workers = int(os.environ.get("WEB_PROCESSES") or "2")
worker_class = "gthread"
threads = int(os.environ.get("WEB_THREADS") or "8")
keepalive = 75
graceful_timeout = 5
timeout = 60
control_socket_disable = True
loglevel = "warning"
logger_class = "gunicorn.glogging.Logger"
