package dev.durable.autoconfigure.event;

import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.SignalOptions;
import dev.durable.workflow.WorkflowIdConflictPolicy;
import dev.durable.workflow.WorkflowIdReusePolicy;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.AliasFor;

/**
 * Lets an application event start a workflow or signal it. Stands on the {@link WorkflowMethod} or on a {@link SignalMethod} of a {@link
 * dev.durable.annotation.Workflow}:
 *
 * <pre>{@code
 * @WorkflowMethod
 * @WorkflowEventListener(id = "order-#{orderId}")
 * public Confirmation fulfil(OrderPlaced event) { … }
 *
 * @SignalMethod
 * @WorkflowEventListener(id = "order-#{orderId}", undeliverable = UndeliverableEvents.IGNORE)
 * public void withdraw(OrderWithdrawn event) { … }
 * }</pre>
 *
 * <p>The start or signal is stored while the event is published, in the publisher's transaction: it commits and rolls back with it. So there is
 * nothing to be lost between the commit and a listener that runs after it. Without a transaction it is stored in one of its own.
 *
 * <p>Expressions are those of the Spring Expression Language. The event is their root object and the variable {@code #event}; {@code
 * @name} stands for a bean.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@EventListener
@Repeatable(WorkflowEventListeners.class)
public @interface WorkflowEventListener {

    /** The events' types. Defaults to the type of the method's parameter. */
    @AliasFor(annotation = EventListener.class, attribute = "classes")
    Class<?>[] classes() default {};

    /** The workflow id: a text in which <code>#{…}</code> encloses expressions, as in <code>order-#{orderId}</code>. */
    String id();

    /** An expression that says whether an event counts, as in {@code total > 100}. Defaults to all of them. */
    @AliasFor(annotation = EventListener.class, attribute = "condition")
    String condition() default "";

    /** Expressions for the method's arguments, one for each parameter. Defaults to the event itself. */
    String[] arguments() default {};

    /**
     * With signals, identity of the event, as {@link #id()} is written: a second event with it is dropped ({@link SignalOptions#requestId}).
     * Defaults to none.
     */
    String requestId() default "";

    /** With starts, what is done if a run of the workflow id is open. */
    WorkflowIdConflictPolicy idConflictPolicy() default WorkflowIdConflictPolicy.FAIL;

    /** With starts, whether the id of a closed run may be used again. */
    WorkflowIdReusePolicy idReusePolicy() default WorkflowIdReusePolicy.ALLOW_DUPLICATE;

    /** What is done with an event that cannot be delivered. */
    UndeliverableEvents undeliverable() default UndeliverableEvents.FAIL;
}
