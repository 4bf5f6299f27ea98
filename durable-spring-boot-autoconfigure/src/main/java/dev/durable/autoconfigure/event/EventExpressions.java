package dev.durable.autoconfigure.event;

import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.context.expression.BeanFactoryResolver;
import org.springframework.expression.EvaluationContext;
import org.springframework.expression.Expression;
import org.springframework.expression.ParseException;
import org.springframework.expression.ParserContext;
import org.springframework.expression.common.CompositeStringExpression;
import org.springframework.expression.spel.SpelNode;
import org.springframework.expression.spel.ast.CompoundExpression;
import org.springframework.expression.spel.ast.Operator;
import org.springframework.expression.spel.ast.OperatorNot;
import org.springframework.expression.spel.ast.PropertyOrFieldReference;
import org.springframework.expression.spel.ast.Ternary;
import org.springframework.expression.spel.standard.SpelExpression;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.expression.spel.support.StandardEvaluationContext;
import org.springframework.util.ReflectionUtils;

/** Reads and evaluates the expressions of one declaration. Immutable. */
final class EventExpressions {

    private final SpelExpressionParser parser = new SpelExpressionParser();
    private final BeanFactory beanFactory;
    private final String declaration;
    private final Class<?> eventType;

    /**
     * Expressions about events of a type.
     *
     * @param declaration how messages call the method that has them
     */
    EventExpressions(BeanFactory beanFactory, String declaration, Class<?> eventType) {
        this.beanFactory = beanFactory;
        this.declaration = declaration;
        this.eventType = eventType;
    }

    /** A text that expressions are part of. */
    Expression template(String attribute, String text) {
        return parse(attribute, text, ParserContext.TEMPLATE_EXPRESSION);
    }

    /** An expression as it is. */
    Expression expression(String attribute, String text) {
        return parse(attribute, text, null);
    }

    /** What the expressions are evaluated with. */
    EvaluationContext contextOf(Object event) {
        StandardEvaluationContext context = new StandardEvaluationContext(event);
        context.setVariable("event", event);
        context.setBeanResolver(new BeanFactoryResolver(beanFactory));
        return context;
    }

    private Expression parse(String attribute, String text, @Nullable ParserContext context) {
        try {
            Expression expression =
                    context == null ? parser.parseExpression(text) : parser.parseExpression(text, context);
            check(attribute, text, expression);
            return expression;
        } catch (ParseException | IllegalStateException e) {
            throw illegal(attribute, text, String.valueOf(e.getMessage()), e);
        }
    }

    private void check(String attribute, String text, Expression expression) {
        if (expression instanceof CompositeStringExpression composite) {
            for (Expression part : composite.getExpressions()) {
                check(attribute, text, part);
            }
        } else if (expression instanceof SpelExpression parsed && isExact()) {
            check(attribute, text, parsed.getAST());
        }
    }

    /** Looks at the properties that the event itself is asked for; what those return may have a class that shows more than their type. */
    private void check(String attribute, String text, SpelNode node) {
        if (node instanceof PropertyOrFieldReference property && !property.isNullSafe()) {
            if (!has(String.valueOf(property.getName()))) {
                throw illegal(
                        attribute, text, eventType.getName() + " has no property '" + property.getName() + "'", null);
            }
            return;
        }
        int children = node.getChildCount();
        if (node instanceof CompoundExpression) {
            children = 1; // the rest is asked of what the first part returns
        } else if (!(node instanceof Operator || node instanceof OperatorNot || node instanceof Ternary)) {
            children = 0;
        }
        for (int i = 0; i < children; i++) {
            check(attribute, text, node.getChild(i));
        }
    }

    /** Whether no event can be of a subtype, which would show more. */
    private boolean isExact() {
        return Modifier.isFinal(eventType.getModifiers()) && !eventType.isArray();
    }

    private boolean has(String property) {
        return BeanUtils.getPropertyDescriptor(eventType, property) != null
                || ReflectionUtils.findMethod(eventType, property) != null
                || ReflectionUtils.findField(eventType, property) != null;
    }

    private DurableException illegal(String attribute, String text, String reason, @Nullable Exception cause) {
        return new DurableException(
                ErrorCode.EVENT_EXPRESSION_ILLEGAL,
                "The expression '" + text + "' for " + attribute + " of the @WorkflowEventListener on " + declaration
                        + " cannot be evaluated: " + reason + ".",
                cause);
    }
}
