/** Of a path in the lockfile: `node_modules/a/node_modules/@b/c` is `@b/c`. */
export const packageAt = (path) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);

/** What a package is licensed under, as it says itself or as somebody read in its files; undefined when nobody knows. */
export function licenceOf(name, declared, { stated }) {
  if (typeof declared === 'string' && declared !== '') return declared;
  const known = Object.keys(stated).find((pattern) =>
    pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : pattern === name,
  );
  return known === undefined ? undefined : stated[known].is;
}

/** Of `A OR B` one is enough; of `A AND B` all. */
export function isAllowed(licence, { allowed }) {
  return licence
    .replace(/[()]/g, '')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((one) => Object.hasOwn(allowed, one.trim())));
}

/** Every package of the lockfile that may not be used, and every statement nobody needs any more. */
export function faultsOfLicences(packages, rules) {
  const names = new Set();
  const faults = [];
  for (const [path, { license, link }] of Object.entries(packages)) {
    if (path === '' || link) continue;
    const name = packageAt(path);
    names.add(name);
    const licence = licenceOf(name, license, rules);
    if (licence === undefined) faults.push(`${name} says nothing of its licence`);
    else if (!isAllowed(licence, rules)) faults.push(`${name} is licensed under ${licence}, which is not allowed`);
  }
  for (const pattern of Object.keys(rules.stated))
    if (![...names].some((name) => licenceOf(name, undefined, { stated: { [pattern]: rules.stated[pattern] } })))
      faults.push(`${pattern} is not among the packages any more`);
  return [...new Set(faults)];
}
