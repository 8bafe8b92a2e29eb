package dev.countersign.manifest.binding;

import dev.countersign.manifest.binding.Shape.Field;
import dev.countersign.manifest.binding.Shape.Struct;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls the canonical constructor of a record with what was read. */
final class Records {
  private Records() {}

  /** The record, or null where a written part of it is wrong or its constructor refuses it. */
  static @Nullable Object make(
      Struct struct, Map<String, Draft> children, String path, int line, Problems problems) {
    List<Field> fields = struct.fields();
    @Nullable Object[] arguments = new Object[fields.size()];
    for (int i = 0; i < arguments.length; i++) {
      Draft child = children.get(fields.get(i).key());
      if (child != null && child.value() == null) {
        return null;
      }
      arguments[i] = child == null ? null : child.value();
    }
    try {
      return canonical(struct.type()).newInstance(arguments);
    } catch (InvocationTargetException refused) {
      if (refused.getCause() instanceof IllegalArgumentException reason) {
        problems.add(line, path, String.valueOf(reason.getMessage()), "Write " + struct.words());
        return null;
      }
      throw new IllegalStateException(struct.type() + " can't be made", refused);
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(struct.type() + " can't be made", impossible);
    }
  }

  private static Constructor<?> canonical(Class<? extends Record> type)
      throws NoSuchMethodException {
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    return type.getDeclaredConstructor(types);
  }
}
