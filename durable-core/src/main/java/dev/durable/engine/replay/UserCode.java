package dev.durable.engine.replay;

/** Code of the application. */
@FunctionalInterface
interface UserCode {

    void run() throws Throwable;
}
