package dev.durable.docs.signup;

import java.time.Duration;

// region signup
public record Signup(String address, Duration deadline) {}
// endregion
