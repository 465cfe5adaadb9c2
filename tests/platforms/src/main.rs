//! Prints the digests of a scenario's files as computed on this platform.

fn main() {
    print!("{}", staffcast_platforms::DIGESTS.as_str());
}
