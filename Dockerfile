# The program in an image with nothing else in it:
#   docker build -t staffcast .
#   docker run --rm -u "$(id -u):$(id -g)" -v "$PWD:/work" staffcast run plan.toml
FROM rust:1-alpine AS build
RUN apk add --no-cache musl-dev
WORKDIR /src
COPY . .
RUN cargo build --locked --release

FROM scratch
COPY --from=build /src/target/release/staffcast /staffcast
WORKDIR /work
ENTRYPOINT ["/staffcast"]
