package dev.durable.sample.orders.api;

import dev.durable.client.WorkflowNotFoundException;
import dev.durable.failure.DurableException;
import dev.durable.sample.orders.order.ChangeTooLateException;
import dev.durable.sample.orders.order.OrderAlreadyPlacedException;
import dev.durable.sample.orders.order.OrderNotFoundException;
import dev.durable.sample.orders.order.UnknownArticleException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.TransactionException;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;

/** Answers everything that goes wrong with problem details (RFC 9457); validation errors name the fields. */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    @ExceptionHandler({OrderNotFoundException.class, WorkflowNotFoundException.class})
    ProblemDetail notFound(RuntimeException e) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, message(e));
    }

    @ExceptionHandler({OrderAlreadyPlacedException.class, ChangeTooLateException.class})
    ProblemDetail conflict(RuntimeException e) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, message(e));
    }

    @ExceptionHandler
    ProblemDetail unknownArticle(UnknownArticleException e) {
        return invalid(List.of(new FieldProblem("items[" + e.position() + "].sku", message(e))));
    }

    @ExceptionHandler
    ProblemDetail engine(DurableException e) {
        return switch (e.code()) {
            case WORKFLOW_ALREADY_STARTED, WORKFLOW_CLOSED ->
                ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, e.what());
            case FILTER_ILLEGAL -> ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, e.what());
            case STORE_UNAVAILABLE, ENGINE_NOT_RUNNING -> unavailable(e);
            default -> unexpected(e);
        };
    }

    @ExceptionHandler({
        TransientDataAccessException.class,
        DataAccessResourceFailureException.class,
        TransactionException.class
    })
    ProblemDetail unavailable(RuntimeException e) {
        log.warn("The database did not do what was asked: {}", e.toString());
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.SERVICE_UNAVAILABLE, "The request may or may not have been carried out; repeat it.");
    }

    @ExceptionHandler
    ProblemDetail unexpected(Exception e) {
        log.error("A request failed", e);
        return ProblemDetail.forStatus(HttpStatus.INTERNAL_SERVER_ERROR);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        List<FieldProblem> problems =
                e.getAllErrors().stream().map(ProblemAdvice::describe).toList();
        return handleExceptionInternal(e, invalid(problems), headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        List<FieldProblem> problems = e.getParameterValidationResults().stream()
                .flatMap(result -> result.getResolvableErrors().stream().map(error -> describe(result, error)))
                .toList();
        return handleExceptionInternal(e, invalid(problems), headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String field = e.getCause() instanceof JacksonException json ? path(json) : "";
        if (field.isEmpty()) {
            return super.handleHttpMessageNotReadable(e, headers, status, request);
        }
        FieldProblem problem = new FieldProblem(field, "is not of the expected type");
        return handleExceptionInternal(e, invalid(List.of(problem)), headers, status, request);
    }

    private static ProblemDetail invalid(List<FieldProblem> problems) {
        ProblemDetail detail = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, "The request is not valid.");
        detail.setProperty("errors", problems);
        return detail;
    }

    private static FieldProblem describe(ObjectError error) {
        String name = error instanceof FieldError field ? field.getField() : error.getObjectName();
        return new FieldProblem(name, text(error));
    }

    private static FieldProblem describe(ParameterValidationResult result, MessageSourceResolvable error) {
        if (result instanceof ParameterErrors && error instanceof ObjectError objectError) {
            return describe(objectError);
        }
        String name = result.getMethodParameter().getParameterName();
        return new FieldProblem(name != null ? name : "request", text(error));
    }

    private static String text(MessageSourceResolvable error) {
        String message = error.getDefaultMessage();
        return message != null ? message : "is not valid";
    }

    /** The place in the document, such as items[0].quantity. */
    private static String path(JacksonException e) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : e.getPath()) {
            String name = step.getPropertyName();
            if (name == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(name);
            }
        }
        return path.toString();
    }

    private static String message(RuntimeException e) {
        String message = e instanceof DurableException durable ? durable.what() : e.getMessage();
        return message != null ? message : e.toString();
    }
}
