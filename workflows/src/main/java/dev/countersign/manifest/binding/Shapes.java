package dev.countersign.manifest.binding;

import dev.countersign.manifest.binding.Shape.Field;
import dev.countersign.manifest.binding.Shape.Limits;
import dev.countersign.manifest.binding.Shape.Struct;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads shapes off records. A component is required unless it is {@link Nullable}, or a list or map
 * without {@link AtLeastOne}; its key is its name unless {@link Key} says otherwise.
 */
public final class Shapes {
  private Shapes() {}

  /**
   * The shape of a record.
   *
   * @throws IllegalArgumentException if a component has a type no YAML value becomes; that is a
   *     mistake in the record, not in a document
   */
  public static Struct of(Class<? extends Record> type) {
    return new Struct(type, Arrays.stream(type.getRecordComponents()).map(Shapes::field).toList());
  }

  private static Field field(RecordComponent component) {
    Key key = component.getAnnotation(Key.class);
    Doc doc = component.getAnnotation(Doc.class);
    boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    boolean filled = component.isAnnotationPresent(AtLeastOne.class);
    boolean collection =
        List.class.isAssignableFrom(component.getType())
            || Map.class.isAssignableFrom(component.getType());
    return new Field(
        key == null ? component.getName() : key.value(),
        shape(component.getAnnotatedType(), component, filled ? 1 : 0),
        !nullable && (!collection || filled),
        component.isAnnotationPresent(Rest.class),
        doc == null ? "" : doc.value());
  }

  private static Shape shape(AnnotatedType annotated, RecordComponent component, int least) {
    Type type = annotated.getType();
    if (type instanceof ParameterizedType parameterized
        && annotated instanceof AnnotatedParameterizedType arguments) {
      AnnotatedType[] inner = arguments.getAnnotatedActualTypeArguments();
      if (parameterized.getRawType() == List.class) {
        return new Shape.Many(shape(inner[0], component, 0), least);
      }
      if (parameterized.getRawType() == Map.class && inner[0].getType() == String.class) {
        return new Shape.Keyed(shape(inner[1], component, 0), least);
      }
    }
    if (type instanceof Class<?> plain) {
      return shape(plain, component);
    }
    throw new IllegalArgumentException(component + ": nothing in YAML becomes " + type);
  }

  private static Shape shape(Class<?> type, RecordComponent component) {
    if (type == String.class) {
      return text(component.getAnnotation(Form.class));
    }
    if (type == int.class || type == Integer.class) {
      return new Shape.Whole(limits(component), false);
    }
    if (type == long.class || type == Long.class) {
      return new Shape.Whole(limits(component), true);
    }
    if (type == double.class || type == Double.class) {
      return new Shape.Real(limits(component));
    }
    if (type == boolean.class || type == Boolean.class) {
      return new Shape.Flag();
    }
    if (type == Object.class) {
      return new Shape.Free();
    }
    if (type.isEnum()) {
      return new Shape.Choice(
          Arrays.stream(type.getEnumConstants()).<Enum<?>>map(c -> (Enum<?>) c).toList());
    }
    if (type.isRecord()) {
      return of(type.asSubclass(Record.class));
    }
    if (type.isSealed()) {
      return new Shape.Either(
          Arrays.stream(type.getPermittedSubclasses())
              .map(variant -> of(variant.asSubclass(Record.class)))
              .toList());
    }
    throw new IllegalArgumentException(component + ": nothing in YAML becomes " + type);
  }

  private static Shape.Text text(@Nullable Form form) {
    return form == null
        ? new Shape.Text(null, "a text", false)
        : new Shape.Text(Pattern.compile(form.pattern()), form.words(), form.quoted());
  }

  private static Limits limits(RecordComponent component) {
    Range range = component.getAnnotation(Range.class);
    return range == null
        ? Limits.NONE
        : new Limits(range.min(), range.max(), range.above(), range.below());
  }
}
