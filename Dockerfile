# The environment is made where pip is, and taken to where it runs.
FROM debian:trixie-slim AS made
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install -y --no-install-recommends python3-venv \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY . .
# of the package; compose.dask.yaml adds dask
ARG EXTRAS=hub
RUN python3 -m venv /opt/studio \
 && /opt/studio/bin/pip install --no-cache-dir ".[$EXTRAS]"

FROM debian:trixie-slim
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install -y --no-install-recommends python3 \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --uid 10001 --home-dir /data --shell /usr/sbin/nologin studio \
 && install --directory --owner studio --mode 700 /data
COPY --from=made /opt/studio /opt/studio

# Work and models lie in /data. The server listens on the container's network: what of it is to be
# reached from outside, and by which names, says whoever starts it.
ENV COLORSTUDIO_DATA=/data \
    PYTHONDONTWRITEBYTECODE=1 \
    STREAMLIT_SERVER_ADDRESS=0.0.0.0 \
    STREAMLIT_SERVER_PORT=8501
USER 10001
WORKDIR /data
VOLUME /data
EXPOSE 8501
# a shell puts the path in
# hadolint ignore=DL3025
HEALTHCHECK --start-period=30s CMD python3 -c "from urllib.request import urlopen; \
  urlopen('http://localhost:8501${STREAMLIT_SERVER_BASE_URL_PATH:+/$STREAMLIT_SERVER_BASE_URL_PATH}/_stcore/health', timeout=5)"
CMD ["/opt/studio/bin/colorstudio", "open", "--no-browser"]
