package dev.durable.engine.determinism;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.Frame;
import org.objectweb.asm.tree.analysis.SourceInterpreter;
import org.objectweb.asm.tree.analysis.SourceValue;

/** Where the values come from that a method passes on: which instruction has made them, or which parameter they are. */
final class ValueOrigins {

    private final MethodNode method;
    private final @Nullable Frame<SourceValue> @Nullable [] frames;

    private ValueOrigins(MethodNode method, @Nullable Frame<SourceValue> @Nullable [] frames) {
        this.method = method;
        this.frames = frames;
    }

    static ValueOrigins of(String owner, MethodNode method) {
        try {
            return new ValueOrigins(method, new Analyzer<>(new Tracking()).analyze(owner, method));
        } catch (AnalyzerException e) {
            // code that no compiler has made: nothing is known of its values
            return new ValueOrigins(method, null);
        }
    }

    /** What may have made an argument of a call; the receiver if the index is -1. */
    Set<AbstractInsnNode> ofArgument(MethodInsnNode call, int index) {
        if (frames == null) {
            return Set.of();
        }
        Frame<SourceValue> frame = frames[method.instructions.indexOf(call)];
        int arguments = Type.getArgumentCount(call.desc);
        int position = frame == null ? -1 : frame.getStackSize() - arguments + index;
        return frame == null || position < 0 ? Set.of() : frame.getStack(position).insns;
    }

    /** Stands for a parameter of the method. */
    static final class Parameter extends InsnNode {

        private final int local;

        private Parameter(int local) {
            super(Opcodes.NOP);
            this.local = local;
        }

        int local() {
            return local;
        }
    }

    /** Looks through variables and casts. */
    private static final class Tracking extends SourceInterpreter {

        Tracking() {
            super(Opcodes.ASM9);
        }

        @Override
        public SourceValue newParameterValue(boolean isInstanceMethod, int local, Type type) {
            return new SourceValue(type.getSize(), new Parameter(local));
        }

        @Override
        public SourceValue copyOperation(AbstractInsnNode instruction, SourceValue value) {
            return value;
        }

        @Override
        public SourceValue unaryOperation(AbstractInsnNode instruction, SourceValue value) {
            return instruction.getOpcode() == Opcodes.CHECKCAST ? value : super.unaryOperation(instruction, value);
        }
    }
}
