# The image contains only the static binary: no shell and no other files.
FROM rust:1.88.0-alpine3.22 AS build
RUN apk add --no-cache musl-dev
WORKDIR /src
COPY . .
RUN cargo build --release --locked && mkdir /out && cp target/release/flyte-auth /out/

FROM scratch
COPY --from=build /out/flyte-auth /flyte-auth
USER 65534:65534
ENTRYPOINT ["/flyte-auth"]
