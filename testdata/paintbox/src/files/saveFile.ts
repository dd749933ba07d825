/** Offers bytes to the user as a file. */
export function saveFile(name: string, type: string, bytes: BlobPart) {
  const url = URL.createObjectURL(new Blob([bytes], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
