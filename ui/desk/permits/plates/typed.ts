/** A plate that is there already, as the service wants to be told of it. */
export const asTyped = ({ country, display }: { country: string; display: string }) => ({ country, plate: display });
