package dev.durable.autoconfigure.apps.news;

import org.springframework.core.ResolvableType;
import org.springframework.core.ResolvableTypeProvider;

/** An event with a generic type, which it tells. */
public record Published<T>(String id, T content) implements ResolvableTypeProvider {

    @Override
    public ResolvableType getResolvableType() {
        return ResolvableType.forClassWithGenerics(Published.class, content.getClass());
    }
}
