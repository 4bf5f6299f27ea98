package dev.durable.engine.replay;

/** Carries any throwable of user code, checked ones included, out of a workflow thread. */
final class UserCodeFailure extends RuntimeException {

    UserCodeFailure(Throwable cause) {
        super(cause.toString(), cause, false, false);
    }
}
