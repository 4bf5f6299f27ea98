package dev.durable.autoconfigure.security;

import dev.durable.context.ContextPropagator;
import dev.durable.context.ContextScope;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationTrustResolver;
import org.springframework.security.authentication.AuthenticationTrustResolverImpl;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolderStrategy;

/**
 * Takes the name and the authorities of the authenticated user along, never credentials or the principal's object. Anonymous users and those who are not
 * authenticated are nobody.
 */
public final class SecurityContextPropagator implements ContextPropagator<PropagatedUser> {

    /** Under which name it travels. */
    public static final String NAME = "security";

    private final SecurityContextHolderStrategy holder;
    private final AuthenticationTrustResolver trust = new AuthenticationTrustResolverImpl();

    /** A propagator from and to the holder. */
    public SecurityContextPropagator(SecurityContextHolderStrategy holder) {
        this.holder = holder;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Type type() {
        return PropagatedUser.class;
    }

    @Override
    public @Nullable PropagatedUser capture() {
        Authentication authentication = holder.getContext().getAuthentication();
        if (authentication == null || !trust.isAuthenticated(authentication)) {
            return null;
        }
        return new PropagatedUser(authentication.getName(), authorities(authentication));
    }

    @Override
    public ContextScope restore(@Nullable PropagatedUser user) {
        // deferred, because that of a request may be in a session that nobody has read yet
        Supplier<SecurityContext> before = holder.getDeferredContext();
        SecurityContext context = holder.createEmptyContext();
        if (user != null) {
            context.setAuthentication(new PropagatedAuthentication(user));
        }
        holder.setContext(context);
        return () -> holder.setDeferredContext(before);
    }

    private static List<String> authorities(Authentication authentication) {
        return authentication.getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .filter(Objects::nonNull)
                .toList();
    }
}
