/** JSON and forms can say what no database keeps as text: the character zero, and halves of characters. */
export const isText = (value: string): boolean => !/\0|\p{Surrogate}/u.test(value);
