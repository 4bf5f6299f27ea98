package dev.durable.context;

import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * Takes something that belongs to the calling thread, such as a tenant or a security principal, along to the code that is executed on its
 * behalf: from the caller of the client to workflow code, and from there to activities, child workflows, signalled workflows and
 * the run after a continue-as-new. Must be thread-safe.
 *
 * <p>The value is stored in the history, as every argument is: codecs encode it, and what one version of an application has written the
 * next one must be able to read.
 *
 * <p>In workflow code the value comes from the history only, never from the node's thread: it is the same in each replay. Neither method
 * may do more than read and set what belongs to the thread.
 *
 * @param <C> type of the value
 * @see MdcContextPropagator
 */
public interface ContextPropagator<C> {

    /** Name under which the value travels: stable, and different from those of other propagators and interceptors. */
    String name();

    /** Type of the value, by which it is encoded and decoded. */
    Type type();

    /** What the calling thread has, or null if there is nothing to be taken along. */
    @Nullable
    C capture();

    /**
     * What is taken along by a run that nobody calls, because a schedule starts it; nothing unless this is overridden. Called on a thread of the
     * engine, and once more if the start has to be tried again. If it throws, that is logged as an error and the run starts without the value, so that
     * its schedule goes on; whatever needs the value has to say so when {@link #restore} gets none.
     */
    default @Nullable C originate(String workflowType, String workflowId) {
        return null;
    }

    /**
     * Puts the value in force on the calling thread, in place of whatever it has.
     *
     * @param context the value, or null if none came along: then nothing must be in force
     * @return puts back what was there before
     */
    ContextScope restore(@Nullable C context);
}
