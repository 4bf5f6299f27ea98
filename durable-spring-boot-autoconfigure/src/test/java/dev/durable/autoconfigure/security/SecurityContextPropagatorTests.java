package dev.durable.autoconfigure.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verifyNoInteractions;

import dev.durable.context.ContextScope;
import dev.durable.payload.JacksonPayloadConverter;
import dev.durable.payload.Payload;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;

class SecurityContextPropagatorTests {

    private static final PropagatedUser ANN = new PropagatedUser("ann", List.of("ROLE_CLERK", "pay"));

    private final JacksonPayloadConverter payloads = new JacksonPayloadConverter();
    private final SecurityContextPropagator propagator =
            new SecurityContextPropagator(SecurityContextHolder.getContextHolderStrategy());

    @AfterEach
    void nobodyStays() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void nameAndAuthoritiesAreTakenAlongAndNothingElse() {
        logIn(new TestingAuthenticationToken(new Customer("ann", "secret"), "password", "ROLE_CLERK", "pay"));

        Payload stored = payloads.toPayload(propagator.capture());

        assertThat(stored).isEqualTo(Payload.json("{\"name\":\"ann\",\"authorities\":[\"ROLE_CLERK\",\"pay\"]}"));
        assertThat(payloads.fromPayload(stored, propagator.type())).isEqualTo(ANN);
    }

    @Test
    void anonymousUsersAreNobody() {
        logIn(new AnonymousAuthenticationToken("key", "guest", AuthorityUtils.createAuthorityList("ROLE_ANONYMOUS")));

        assertThat(propagator.capture()).isNull();
    }

    @Test
    void whoIsNotAuthenticatedIsNobody() {
        logIn(UsernamePasswordAuthenticationToken.unauthenticated("ann", "password"));

        assertThat(propagator.capture()).isNull();
    }

    @Test
    void nothingIsTakenFromAThreadWithoutAuthentication() {
        assertThat(propagator.capture()).isNull();
    }

    @Test
    void userIsInForceUntilTheScopeIsClosed() {
        Authentication before = new TestingAuthenticationToken("bob", "password", "read");
        logIn(before);

        try (ContextScope scope = propagator.restore(ANN)) {
            Authentication ann = current();
            assertThat(ann.isAuthenticated()).isTrue();
            assertThat(ann.getName()).isEqualTo("ann");
            assertThat(ann.getPrincipal()).isEqualTo("ann");
            assertThat(ann.getCredentials()).isNull();
            assertThat(AuthorityUtils.authorityListToSet(ann.getAuthorities()))
                    .containsExactlyInAnyOrder("ROLE_CLERK", "pay");
            assertThat(propagator.capture()).isEqualTo(ANN);
        }

        assertThat(current()).isSameAs(before);
    }

    @Test
    void whatTheCodeLeavesBehindIsGone() {
        try (ContextScope scope = propagator.restore(ANN)) {
            SecurityContextHolder.getContext().setAuthentication(new TestingAuthenticationToken("eve", "password"));
            SecurityContextHolder.setContext(new SecurityContextImpl());
        }

        assertThat(current()).isNull();
    }

    @Test
    void nobodyIsInForceIfNobodyCameAlong() {
        Authentication before = new TestingAuthenticationToken("bob", "password", "read");
        logIn(before);

        try (ContextScope scope = propagator.restore(null)) {
            assertThat(current()).isNull();
        }

        assertThat(current()).isSameAs(before);
    }

    @Test
    @SuppressWarnings("unchecked")
    void contextThatNobodyHasReadStaysUnread() {
        Supplier<SecurityContext> session = mock();
        SecurityContextHolder.setDeferredContext(session);

        propagator.restore(ANN).close();

        verifyNoInteractions(session);
    }

    @Test
    void restoredUserCanLoseTrustButNotRegainIt() {
        Authentication ann = new PropagatedAuthentication(ANN);

        assertThatThrownBy(() -> ann.setAuthenticated(true)).isInstanceOf(IllegalArgumentException.class);
        ann.setAuthenticated(false);

        assertThat(ann.isAuthenticated()).isFalse();
    }

    private static void logIn(Authentication authentication) {
        SecurityContextHolder.setContext(new SecurityContextImpl(authentication));
    }

    private static Authentication current() {
        return SecurityContextHolder.getContext().getAuthentication();
    }

    private record Customer(String name, String secret) implements java.security.Principal {

        @Override
        public String getName() {
            return name;
        }
    }
}
