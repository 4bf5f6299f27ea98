/**
 * What tests of the engine are built with: engines that can crash, stores that can fail, time that can be skipped, histories as
 * text, and the replay of every prefix of every history that a test leaves behind. Shipped in the test jar for the tests of the
 * other modules.
 */
package dev.durable.engine.testing;
