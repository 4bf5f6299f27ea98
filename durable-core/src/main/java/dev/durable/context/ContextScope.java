package dev.durable.context;

/** A stretch of code on one thread for which a context is in force. */
@FunctionalInterface
public interface ContextScope extends AutoCloseable {

    /** Puts back what was there before, whatever the code has left behind. What it throws is logged, and changes nothing. */
    @Override
    void close();
}
