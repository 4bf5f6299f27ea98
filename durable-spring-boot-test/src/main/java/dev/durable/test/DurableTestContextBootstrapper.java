package dev.durable.test;

import org.springframework.boot.test.autoconfigure.TestSliceTestContextBootstrapper;

/** Prepares the contexts of {@link DurableTest}. */
final class DurableTestContextBootstrapper extends TestSliceTestContextBootstrapper<DurableTest> {}
