/**
 * Looks for calls in the class files of workflows that break a replay: clocks, randomness, threads, I/O. Depends on the API and on how
 * workflows are declared, and on ASM, which reads class files.
 * {@link dev.durable.engine.determinism.OpenRunReplays} compares code with the histories of open runs instead, and depends on replay, the client, the store
 * SPI and time.
 */
@NullMarked
package dev.durable.engine.determinism;

import org.jspecify.annotations.NullMarked;
