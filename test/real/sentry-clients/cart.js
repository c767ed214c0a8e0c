export function addItem(item) {
  return item.price * 2;
}
