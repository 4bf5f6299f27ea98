package dev.durable.autoconfigure.event;

import dev.durable.client.WorkflowClient;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.event.GenericApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.ResolvableType;

/**
 * Gives application events to the workflows that listen to them, on the thread that publishes and therefore in its transaction. One listener for all
 * declarations. Immutable.
 */
final class SubscribedEvents implements GenericApplicationListener {

    private final List<EventSubscription<?>> subscriptions;
    private final ObjectProvider<WorkflowClient> client;

    SubscribedEvents(List<EventSubscription<?>> subscriptions, ObjectProvider<WorkflowClient> client) {
        this.subscriptions = subscriptions;
        this.client = client;
    }

    @Override
    public boolean supportsEventType(ResolvableType eventType) {
        ResolvableType payload = payloadType(eventType);
        return subscriptions.stream().anyMatch(subscription -> subscription.supports(payload));
    }

    @Override
    public void onApplicationEvent(ApplicationEvent event) {
        Object published = event;
        ResolvableType type = ResolvableType.forInstance(event);
        if (event instanceof PayloadApplicationEvent<?> payload) {
            published = payload.getPayload();
            type = payloadType(payload.getResolvableType());
        }
        for (EventSubscription<?> subscription : subscriptions) {
            if (subscription.supports(type)) {
                subscription.deliver(published, client.getObject());
            }
        }
    }

    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    private static ResolvableType payloadType(ResolvableType eventType) {
        return PayloadApplicationEvent.class.isAssignableFrom(eventType.toClass())
                ? eventType.as(PayloadApplicationEvent.class).getGeneric()
                : eventType;
    }
}
