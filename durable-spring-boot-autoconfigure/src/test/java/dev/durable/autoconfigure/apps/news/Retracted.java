package dev.durable.autoconfigure.apps.news;

import org.springframework.context.ApplicationEvent;

/** An event as Spring had them first. */
public class Retracted extends ApplicationEvent {

    private final String id;

    public Retracted(Object source, String id) {
        super(source);
        this.id = id;
    }

    public String getId() {
        return id;
    }
}
